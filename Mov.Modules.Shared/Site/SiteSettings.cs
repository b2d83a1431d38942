namespace Mov.Modules.Shared.Site;

/// <summary>What the application must know of its own address.</summary>
public sealed class SiteSettings
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "Site";

    /// <summary>The address in mails and feeds, without a slash at the end.</summary>
    public string BaseUrl { get; set; } = "http://localhost:5080";

    /// <summary>An absolute link to a path of this site, for example <c>/account/reset</c>.</summary>
    public string LinkTo(string path) => BaseUrl.TrimEnd('/') + path;
}
