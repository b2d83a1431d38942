namespace Mov.Modules.Messaging.Chat;

/// <summary>Who is writing in a room, each until a moment from which it is no longer believed.</summary>
internal sealed class TypingPeople
{
    private readonly Dictionary<int, DateTimeOffset> _until = [];

    public bool Includes(int userId, DateTimeOffset now) => _until.TryGetValue(userId, out var until) && until > now;

    /// <returns>Whether the person was not writing before.</returns>
    public bool Add(int userId, DateTimeOffset until, DateTimeOffset now)
    {
        var isNew = !Includes(userId, now);
        _until[userId] = until;
        return isNew;
    }

    /// <returns>Whether the person was writing.</returns>
    public bool Remove(int userId) => _until.Remove(userId);

    /// <returns>When the next one is no longer believed; <see langword="null"/> when nobody is writing.</returns>
    public DateTimeOffset? ForgetThrough(DateTimeOffset now)
    {
        foreach (var (userId, until) in _until)
        {
            if (until <= now)
            {
                _until.Remove(userId);
            }
        }

        return _until.Count > 0 ? _until.Values.Min() : null;
    }
}
