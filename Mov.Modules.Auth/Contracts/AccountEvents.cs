using Mov.Modules.Shared.Outbox;

namespace Mov.Modules.Auth.Contracts;

/// <summary>An admin deactivated an account.</summary>
public sealed record AccountDeactivated(int UserId, UserRole Role) : IIntegrationEvent;

/// <summary>An admin reactivated an account.</summary>
public sealed record AccountReactivated(int UserId, UserRole Role) : IIntegrationEvent;

/// <summary>Answered by higher modules, so that a deactivation takes effect before it is acknowledged: no seat is given after it.</summary>
public interface IAccountSuspension
{
    /// <summary>Closes what belongs to the account. Called before the deactivation is committed; should that never happen, the module opens it again by itself.</summary>
    Task SuspendAsync(int userId, CancellationToken cancellationToken);
}
