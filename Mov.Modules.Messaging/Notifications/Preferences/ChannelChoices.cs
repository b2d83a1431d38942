using Mov.Modules.Messaging.Contracts;
using Mov.Modules.Messaging.Data;

namespace Mov.Modules.Messaging.Notifications.Preferences;

/// <summary>By which ways a type of notifications reaches each of many people.</summary>
internal sealed class ChannelChoices(IPreferenceStore preferences)
{
    /// <summary>What is in force for these people and this type, by one look-up.</summary>
    public async Task<Func<int, NotificationChannels>> FindAsync(IReadOnlyCollection<int> userIds, string type, CancellationToken cancellationToken)
    {
        var find = await FindAsync(userIds, cancellationToken);
        return person => find(person, type);
    }

    /// <summary>The same for any type.</summary>
    public async Task<Func<int, string, NotificationChannels>> FindAsync(IReadOnlyCollection<int> userIds, CancellationToken cancellationToken)
    {
        var chosen = await preferences.FindAsync(userIds, cancellationToken);
        return (person, type) => NotificationKinds.InForce(
            type, chosen.TryGetValue(person, out var own) && own.TryGetValue(type, out var choice) ? choice : null);
    }
}
