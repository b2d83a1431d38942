using System.Text.Json;

namespace Mov.Modules.Messaging.Chat;

/// <summary>What one instance says to the others of the people in a room.</summary>
internal sealed record RoomWord
{
    /// <summary>The instance that says it.</summary>
    public string From { get; init; } = "";

    /// <summary>Whether the others are to say who is with them.</summary>
    public bool Asks { get; init; }

    /// <summary>Everyone who is there.</summary>
    public IReadOnlyList<RoomName>? Here { get; init; }

    /// <summary>Who is writing.</summary>
    public int? Types { get; init; }

    /// <summary>Who has stopped writing.</summary>
    public int? Rests { get; init; }

    /// <returns><see langword="null"/> for what a newer version may say.</returns>
    public static RoomWord? Read(string payload)
    {
        try
        {
            return JsonSerializer.Deserialize<RoomWord>(payload, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public override string ToString() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);
}

/// <summary>Somebody in a room, as the instances tell one another.</summary>
internal sealed record RoomName(int Id, string Text);
