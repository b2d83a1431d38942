using Ardalis.Result;
using Microsoft.Extensions.DependencyInjection;
using Mov.Modules.Auth.Contracts;
using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Messaging.Contracts;

namespace Mov.SideDoor;

/// <summary>Something that somebody wants done.</summary>
/// <param name="Deed">A name of <see cref="Deeds"/>.</param>
/// <param name="Actor">The account that wants it, where it takes one.</param>
/// <param name="Target">The event or the account that it is about.</param>
/// <param name="Number">A number of seats.</param>
/// <param name="Text">A title, an e-mail address or a message.</param>
public sealed record Ask(string Deed, int Actor = 0, int Target = 0, int Number = 0, string? Text = null);

/// <summary>What a module answered.</summary>
/// <param name="Status">The name of the <see cref="ResultStatus"/>.</param>
/// <param name="Number">The id of what was made, or the place in the queue (0 is a seat).</param>
/// <param name="Why">The sentence of a refusal.</param>
public sealed record Answer(string Status, int Number = 0, string? Why = null)
{
    public bool IsOk => Status == nameof(ResultStatus.Ok);
}

/// <summary>What the modules' contracts offer, by name: the same for callers in the process and for those outside of it.</summary>
public static class Deeds
{
    public const string MakeAdmin = "make-admin";
    public const string RegisterOrganizer = "register-organizer";
    public const string RegisterParticipant = "register-participant";
    public const string Publish = "publish";
    public const string Enroll = "enroll";
    public const string Leave = "leave";
    public const string Resize = "resize";
    public const string Move = "move";
    public const string StartEvent = "start-event";
    public const string CancelEvent = "cancel-event";
    public const string Deactivate = "deactivate";
    public const string Reactivate = "reactivate";
    public const string Say = "say";
    public const string Announce = "announce";

    private const string Password = "correct horse battery";

    public static async Task<Answer> DoAsync(IServiceProvider services, Ask ask, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var house = new House(scope.ServiceProvider);
        return ask.Deed switch
        {
            MakeAdmin => await house.MakeAdminAsync(ask.Text!, cancellationToken),
            RegisterOrganizer => await house.RegisterAsync(ask.Text!, UserRole.Organizer, cancellationToken),
            RegisterParticipant => await house.RegisterAsync(ask.Text!, UserRole.Participant, cancellationToken),
            Publish => await house.PublishAsync(ask.Actor, ask.Text!, ask.Number, cancellationToken),
            Enroll => Of(await house.Get<IEnrollments>().EnrollAsync(ask.Target, ask.Actor, cancellationToken), placed => placed is Placement.Waitlisted(var place) ? place : 0),
            Leave => Of(await house.Get<IEnrollments>().CancelAsync(ask.Target, ask.Actor, cancellationToken)),
            Resize => Of(await house.Get<IEventManagement>().ResizeAsync(ask.Actor, ask.Target, ask.Number, cancellationToken)),
            Move => await house.MoveAsync(ask.Actor, ask.Target, ask.Text!, cancellationToken),
            StartEvent => Of(await house.Get<IEventManagement>().ChangeStatusAsync(ask.Actor, ask.Target, EventStatus.Running, cancellationToken)),
            CancelEvent => Of(await house.Get<IEventManagement>().ChangeStatusAsync(ask.Actor, ask.Target, EventStatus.Canceled, cancellationToken)),
            Deactivate => Of(await house.Get<IAccountAdministration>().DeactivateAsync(ask.Actor, ask.Target, cancellationToken)),
            Reactivate => Of(await house.Get<IAccountAdministration>().ReactivateAsync(ask.Actor, ask.Target, cancellationToken)),
            Say => Of(await house.Get<IEventChat>().SendAsync(ask.Target, ask.Actor, ask.Text!, clientId: ask.Text, cancellationToken)),
            Announce => Of(await house.Get<IEventChat>().AnnounceAsync(ask.Target, ask.Actor, ask.Text!, clientId: ask.Text, cancellationToken)),
            _ => throw new ArgumentOutOfRangeException(nameof(ask), ask.Deed, "Nobody knows how to do this."),
        };
    }

    private static Answer Of(Ardalis.Result.IResult result) =>
        new(result.Status.ToString(), 0, result.Errors.Concat(result.ValidationErrors.Select(error => error.ErrorMessage)).FirstOrDefault());

    private static Answer Of<T>(Result<T> result, Func<T, int> number) =>
        result.IsSuccess ? new Answer(nameof(ResultStatus.Ok), number(result.Value)) : Of(result);

    private sealed class House(IServiceProvider services)
    {
        public T Get<T>()
            where T : notnull => services.GetRequiredService<T>();

        public async Task<Answer> MakeAdminAsync(string email, CancellationToken cancellationToken)
        {
            var granted = await Get<IAccountAdministration>().GrantAdminAsync(email, Password, cancellationToken);
            return granted.IsSuccess && await Get<IAccounts>().CheckSignInAsync(email, Password, cancellationToken) is SignInCheck.Accepted(var admin, _)
                ? new Answer(nameof(ResultStatus.Ok), admin.Id)
                : Of(granted);
        }

        public async Task<Answer> RegisterAsync(string email, UserRole role, CancellationToken cancellationToken) =>
            Of(await Get<IAccounts>().RegisterAsync(new Registration(email, Password, email.Split('@')[0], "Storm", role), cancellationToken), account => account.Id);

        public async Task<Answer> MoveAsync(int organizerId, int eventId, string place, CancellationToken cancellationToken)
        {
            var now = (await Get<IEventCatalog>().GetAsync(eventId, organizerId, cancellationToken)).Value;
            return Of(await Get<IEventManagement>().EditAsync(organizerId, eventId, Draft(now.Title, now.MaxParticipants) with { Location = place }, now.UpdatedAt, cancellationToken));
        }

        public async Task<Answer> PublishAsync(int organizerId, string title, int seats, CancellationToken cancellationToken)
        {
            var draft = Draft(title, seats);
            var created = await Get<IEventManagement>().CreateAsync(organizerId, draft, cancellationToken);
            return created.IsSuccess
                ? Of(await Get<IEventManagement>().ChangeStatusAsync(organizerId, created.Value.Id, EventStatus.Published, cancellationToken), published => published.Id)
                : Of(created);
        }

        private static EventDraft Draft(string title, int seats) => new(title, null, "meetup", new DateTime(2031, 5, 10, 10, 0, 0), null, "UTC", "Outside", seats);
    }
}
