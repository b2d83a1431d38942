using Microsoft.AspNetCore.Http;

namespace Mov.Web.Hosting.Security;

/// <summary>A post that was not carried out: its antiforgery token no longer fitted, or there were too many. The page is shown again as if it had been
/// asked for, with what was typed, so no handler can run by mistake.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Form">What was posted.</param>
public sealed record HeldPost(HeldReason Reason, IFormCollection Form)
{
    /// <summary>What was typed into a field, or <see langword="null"/> where the post had none of that name.</summary>
    public string? Typed(string name) => Form.TryGetValue(name, out var values) ? values.ToString() : null;
}

/// <summary>Why a post was not carried out.</summary>
public enum HeldReason
{
    /// <summary>Its antiforgery token no longer fits.</summary>
    Stale,

    /// <summary>There were too many from the same network.</summary>
    TooMany,
}
