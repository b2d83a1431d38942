namespace Mov.Web.Pages.Events;

/// <summary>What somebody writes in a room.</summary>
public sealed class MessageForm
{
    /// <summary>The longest message (database-schema.md, <c>message</c>).</summary>
    public const int MaxLength = 2000;

    /// <summary>The text.</summary>
    public string? Text { get; set; }

    /// <summary>Whether it goes to everyone as an announcement.</summary>
    public bool Announce { get; set; }

    /// <summary>Names this sending, so that pressing twice sends once.</summary>
    public string ClientId { get; set; } = Guid.NewGuid().ToString("N");
}
