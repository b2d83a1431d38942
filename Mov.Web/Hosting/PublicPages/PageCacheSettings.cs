namespace Mov.Web.Hosting.PublicPages;

/// <summary>Settings under <c>PageCache</c>.</summary>
public sealed class PageCacheSettings
{
    /// <summary>The section's name.</summary>
    public const string Section = "PageCache";

    internal const long Megabyte = 1024 * 1024;

    /// <summary>The oldest that a page from memory can be: what no update tells, for example rows of another client, is seen after it.</summary>
    internal static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    /// <summary>Memory for the list and the pages of events; 0 keeps none.</summary>
    public int Megabytes { get; set; } = 64;

    /// <summary>Memory for narrowed and further pages of the list; 0 keeps none.</summary>
    public int SearchMegabytes { get; set; } = 8;

    /// <summary>Whether styles stand in the public pages of visitors. Not for sites behind a proxy that rewrites pages, and not where styles are being written.</summary>
    public bool InlineStyles { get; set; } = true;

    internal static bool IsValid(PageCacheSettings settings) => settings.Megabytes >= 0 && settings.SearchMegabytes >= 0;
}
