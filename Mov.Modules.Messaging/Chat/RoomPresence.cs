using Ardalis.Result;
using Mov.Modules.Auth.Contracts;
using Mov.Modules.Messaging.Contracts;

namespace Mov.Modules.Messaging.Chat;

internal sealed class RoomPresence(RoomDoor door, IUserDirectory users, RoomPeople people) : IRoomPresence
{
    public async Task<Result<IRoomStay>> EnterAsync(int eventId, int userId, Func<Task> onChange, CancellationToken cancellationToken)
    {
        var pass = await door.EnterAsync(eventId, userId, cancellationToken);
        if (!pass.IsSuccess)
        {
            return pass.Map<RoomPass, IRoomStay>(_ => throw new InvalidOperationException("A refusal has no value."));
        }

        var person = await users.FindAsync(userId, cancellationToken);
        return person is { IsActive: true }
            ? Result.Success(people.Enter(eventId, userId, person.DisplayName, onChange))
            : Result<IRoomStay>.Forbidden();
    }
}
