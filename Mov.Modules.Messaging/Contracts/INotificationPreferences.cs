using Ardalis.Result;

namespace Mov.Modules.Messaging.Contracts;

/// <summary>Which notifications reach a person, and by which way.</summary>
public interface INotificationPreferences
{
    /// <summary>Every type that concerns somebody of the person's role, with what the person chose or else the default, in the order of a settings page.</summary>
    /// <returns>The list; NotFound for an unknown account; Unavailable with a sentence when the store is away.</returns>
    Task<Result<IReadOnlyList<NotificationPreference>>> ListAsync(int userId, CancellationToken cancellationToken);

    /// <summary>Keeps what the person chose, per type of <see cref="NotificationTypes"/>; types that are not named stay as they are.</summary>
    /// <returns>Success; Invalid under the type for one that is not offered or a way that it does not offer; Unavailable.</returns>
    Task<Result> SaveAsync(int userId, IReadOnlyDictionary<string, NotificationChannels> chosen, CancellationToken cancellationToken);

    /// <summary>What the signed token of a mail would end. Changes nothing.</summary>
    /// <returns>The offer; NotFound for a token that was not made here.</returns>
    Task<Result<UnsubscribeOffer>> FindOfferAsync(string? token, CancellationToken cancellationToken);

    /// <summary>Ends the e-mails that the token of a mail names; what is shown in the app stays. Doing it again changes nothing.</summary>
    /// <returns>What was ended; NotFound for a token that was not made here; Unavailable.</returns>
    Task<Result<UnsubscribeOffer>> UnsubscribeAsync(string? token, CancellationToken cancellationToken);
}

/// <summary>The ways by which a notification reaches a person.</summary>
[Flags]
public enum NotificationChannels
{
    /// <summary>Not at all: nothing is written.</summary>
    None = 0,

    /// <summary>The notification center and the bell.</summary>
    App = 1,

    /// <summary>A mail.</summary>
    Email = 2,
}

/// <summary>A type of notifications, and what a person gets of it.</summary>
/// <param name="Type">One of <see cref="NotificationTypes"/>.</param>
/// <param name="Channels">What is in force.</param>
/// <param name="Default">What is in force for those who chose nothing.</param>
/// <param name="Offered">The ways that may be chosen; a type without <see cref="NotificationChannels.None"/> cannot be switched off.</param>
public sealed record NotificationPreference(
    string Type, NotificationChannels Channels, NotificationChannels Default, IReadOnlyList<NotificationChannels> Offered);

/// <summary>What a mail's unsubscribe link ends.</summary>
/// <param name="Type">The type of notifications whose mails end.</param>
/// <param name="IsEnded">Whether they have ended already.</param>
public sealed record UnsubscribeOffer(string Type, bool IsEnded);
