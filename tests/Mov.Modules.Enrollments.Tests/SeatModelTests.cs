using Ardalis.Result;
using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Enrollments.Tests.Given;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Enrollments.Tests;

/// <summary>Random sequences give the answers that a plain model of the rules gives, one at a time and in batches.</summary>
public sealed class SeatModelTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StorageMode.Embedded, 11)]
    [InlineData(StorageMode.Embedded, 12)]
    [InlineData(StorageMode.Embedded, 13)]
    [InlineData(StorageMode.Servers, 14)]
    [InlineData(StorageMode.Servers, 15)]
    public async Task Whatever_is_asked_the_answers_are_those_of_the_plain_model(StorageMode mode, int seed)
    {
        await using var world = await World.CreateAsync(mode, Token, replace: GatedSeatStore.In(mode));
        var store = world.Get<GatedSeatStore>();
        var random = new Random(seed);
        var model = new PlainModel(Capacity: 4);
        var meetup = world.Events.Add(model.Capacity).EventId;

        for (var round = 0; round < 60; round++)
        {
            store.Shut();
            List<(string Asked, int UserId, Task<string> Answer, string Expected)> batch = [];
            for (var request = random.Next(1, 12); request > 0; request--)
            {
                var (userId, capacity) = (random.Next(1, 16), random.Next(1, 9));
                batch.Add(random.Next(20) switch
                {
                    < 11 => ($"enroll {userId}", userId, EnrollAsync(world, meetup, userId), model.Enroll(userId)),
                    < 18 => ($"cancel {userId}", userId, CancelAsync(world, meetup, userId), model.Cancel(userId)),
                    _ => ($"resize {capacity}", 0, ResizeAsync(world, meetup, capacity), model.Resize(capacity)),
                });
            }

            store.Open();
            foreach (var (asked, userId, answer, expected) in batch)
            {
                // Who asks again while waiting, and is promoted later in the same batch, learns of the seat at once.
                var promoted = expected == "queue" && await answer == "seat" && model.Seated.Contains(userId);
                Assert.Equal((round, asked, expected), (round, asked, promoted ? expected : await answer));
            }

            Assert.Equal(model.Seated.Order(), (await world.HoldersAsync(meetup, Token)).Order());
            Assert.Equal(model.Queue, await world.QueueAsync(meetup, Token));
        }

        await SeatInvariants.HoldAsync(world, Token);
    }

    private static async Task<string> EnrollAsync(World world, int eventId, int userId) =>
        (await world.Enrollments.EnrollAsync(eventId, userId, Token)).Value is Placement.Enrolled ? "seat" : "queue";

    private static async Task<string> CancelAsync(World world, int eventId, int userId) =>
        (await world.Enrollments.CancelAsync(eventId, userId, Token)).Status == ResultStatus.NotFound ? "never there" : "gone";

    private static async Task<string> ResizeAsync(World world, int eventId, int capacity) =>
        (await world.Ledger.ResizeAsync(eventId, capacity, Token)).IsSuccess ? "done" : "too small";

    /// <summary>The rules in the fewest words.</summary>
    private sealed class PlainModel(int Capacity)
    {
        private readonly HashSet<int> _known = [];

        public int Capacity { get; private set; } = Capacity;

        public List<int> Seated { get; } = [];

        public List<int> Queue { get; } = [];

        public string Enroll(int userId)
        {
            _known.Add(userId);
            if (!Seated.Contains(userId) && !Queue.Contains(userId))
            {
                (Seated.Count < Capacity ? Seated : Queue).Add(userId);
            }

            return Seated.Contains(userId) ? "seat" : "queue";
        }

        public string Cancel(int userId)
        {
            Seated.Remove(userId);
            Queue.Remove(userId);
            Promote();
            return _known.Contains(userId) ? "gone" : "never there";
        }

        public string Resize(int capacity)
        {
            if (capacity < Seated.Count)
            {
                return "too small";
            }

            Capacity = capacity;
            Promote();
            return "done";
        }

        private void Promote()
        {
            while (Seated.Count < Capacity && Queue.Count > 0)
            {
                Seated.Add(Queue[0]);
                Queue.RemoveAt(0);
            }
        }
    }
}
