using Mov.Modules.Messaging.Contracts;

namespace Mov.Modules.Messaging.Data;

/// <summary>The collection <c>mov_notifications.preferences</c>: what people chose, and nothing of those who chose nothing. Every call may throw <see cref="StoreUnavailableException"/>.</summary>
internal interface IPreferenceStore
{
    /// <summary>The choices of these people by type; people without any are missing from the answer.</summary>
    Task<IReadOnlyDictionary<int, IReadOnlyDictionary<string, NotificationChannels>>> FindAsync(IReadOnlyCollection<int> userIds, CancellationToken cancellationToken);

    /// <summary>Keeps these choices; other types stay as they are.</summary>
    Task SaveAsync(int userId, IReadOnlyDictionary<string, NotificationChannels> chosen, DateTime now, CancellationToken cancellationToken);
}

/// <summary>How choices are written.</summary>
internal static class StoredChannels
{
    public static string ToStored(this NotificationChannels channels) => channels switch
    {
        NotificationChannels.None => "off",
        NotificationChannels.App => "app",
        NotificationChannels.Email => "email",
        _ => "both",
    };

    /// <summary><see langword="null"/> for what a newer version may have written.</summary>
    public static NotificationChannels? FromStored(string? stored) => stored switch
    {
        "off" => NotificationChannels.None,
        "app" => NotificationChannels.App,
        "email" => NotificationChannels.Email,
        "both" => NotificationChannels.App | NotificationChannels.Email,
        _ => null,
    };
}
