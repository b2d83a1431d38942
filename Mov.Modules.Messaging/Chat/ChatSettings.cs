namespace Mov.Modules.Messaging.Chat;

/// <summary>The section <c>Chat</c> of the settings.</summary>
internal sealed class ChatSettings
{
    public const string Section = "Chat";
    public const string Rule = "Chat:EditWithin must not be negative, Chat:MessagesAtOnce must be 1 to 1000, Chat:MessagesWithin must be above 0 and at most an hour, and Chat:NotifyAfter must be 0 to a minute.";

    /// <summary>How long after sending a message may be edited by its sender.</summary>
    public TimeSpan EditWithin { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How many messages a person may send within <see cref="MessagesWithin"/>, in all rooms and on all instances together; what is sent through two instances in the
    /// same moment may exceed it.</summary>
    public int MessagesAtOnce { get; set; } = 10;

    public TimeSpan MessagesWithin { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a message waits for those who look at its room: whoever saw it by then is not notified of it.</summary>
    public TimeSpan NotifyAfter { get; set; } = TimeSpan.FromSeconds(3);

    public static bool IsValid(ChatSettings settings) =>
        settings.EditWithin >= TimeSpan.Zero
        && settings.MessagesAtOnce is >= 1 and <= 1000
        && settings.MessagesWithin > TimeSpan.Zero && settings.MessagesWithin <= TimeSpan.FromHours(1)
        && settings.NotifyAfter >= TimeSpan.Zero && settings.NotifyAfter <= TimeSpan.FromMinutes(1);
}
