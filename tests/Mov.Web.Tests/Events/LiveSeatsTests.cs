using Bunit;
using Mov.Modules.Auth.Contracts;
using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Events.Contracts;
using Mov.Web.Pages.Events;

namespace Mov.Web.Tests.Events;

public sealed class LiveSeatsTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Seats_move_by_themselves_when_somebody_else_enrolls()
    {
        await using var stage = new Stage();
        var meeting = await stage.PublishedEventAsync(await stage.PersonAsync(UserRole.Organizer, "Olga"), seats: 2);
        var ada = await stage.PersonAsync(UserRole.Participant, "Ada");
        await using var circuit = stage.Circuit();
        var island = Show(circuit, meeting, ada, placement: null);

        await stage.EnrollAsync(meeting, await stage.PersonAsync(UserRole.Participant, "Ben"));
        island.WaitForAssertion(() => Assert.Contains("1 of 2 seats", island.Markup, StringComparison.Ordinal), Soon);
        await stage.EnrollAsync(meeting, await stage.PersonAsync(UserRole.Participant, "Cleo"));

        island.WaitForAssertion(() => Assert.Contains("Join waitlist", island.Markup, StringComparison.Ordinal), Soon);
    }

    [Fact]
    public async Task Whoever_waits_sees_the_place_fall_and_then_the_seat()
    {
        await using var stage = new Stage();
        var meeting = await stage.PublishedEventAsync(await stage.PersonAsync(UserRole.Organizer, "Olga"), seats: 1);
        var (ben, cleo, ada) = (await stage.PersonAsync(UserRole.Participant, "Ben"), await stage.PersonAsync(UserRole.Participant, "Cleo"), await stage.PersonAsync(UserRole.Participant, "Ada"));
        await stage.EnrollAsync(meeting, ben);
        await stage.EnrollAsync(meeting, cleo);
        var placement = await stage.EnrollAsync(meeting, ada);
        await using var circuit = stage.Circuit();
        var island = Show(circuit, meeting, ada, placement);
        island.WaitForAssertion(() => Assert.Contains("You are number 2 on the waitlist", island.Markup, StringComparison.Ordinal), Soon);

        await stage.Get<IEnrollments>().CancelAsync(meeting.Id, cleo.Id, Stage.Cancellation);
        island.WaitForAssertion(() => Assert.Contains("You are number 1 on the waitlist", island.Markup, StringComparison.Ordinal), Soon);
        await stage.Get<IEnrollments>().CancelAsync(meeting.Id, ben.Id, Stage.Cancellation);

        island.WaitForAssertion(() => Assert.Contains("You are enrolled", island.Markup, StringComparison.Ordinal), Soon);
        Assert.Contains("Cancel enrollment", island.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(EventStatus.Canceled, "This event does not take place.")]
    [InlineData(EventStatus.Running, "It has begun; no more seats are given.")]
    public async Task A_move_of_the_event_takes_the_button_away(EventStatus status, string sentence)
    {
        await using var stage = new Stage();
        var meeting = await stage.PublishedEventAsync(await stage.PersonAsync(UserRole.Organizer, "Olga"));
        var ada = await stage.PersonAsync(UserRole.Participant, "Ada");
        await using var circuit = stage.Circuit();
        var island = Show(circuit, meeting, ada, placement: null);
        Assert.Equal("Enroll", island.Find("button").TextContent);

        await stage.MoveAsync(meeting, status);

        island.WaitForAssertion(() => Assert.Contains(sentence, island.Markup, StringComparison.Ordinal), Soon);
        Assert.Empty(island.FindAll("button"));
    }

    private static IRenderedComponent<LiveSeats> Show(BunitContext circuit, EventDetails meeting, UserProfile reader, Placement? placement) =>
        circuit.Render<LiveSeats>(parameters => parameters
            .Add(seats => seats.EventId, meeting.Id)
            .Add(seats => seats.Standing, Standing.Of(meeting, null, placement))
            .Add(seats => seats.Reader, ReaderKind.Participant)
            .Add(seats => seats.UserId, reader.Id));
}
