using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace Mov.Web.Hosting.Security;

/// <summary>A page whose posts are counted per address of origin, against guessing and flooding.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class LimitedPostsAttribute(LimitedPost kind) : Attribute
{
    /// <summary>Which limit.</summary>
    public LimitedPost Kind { get; } = kind;
}

/// <summary>The posts that are limited.</summary>
public enum LimitedPost
{
    /// <summary>Signing in.</summary>
    SignIn,

    /// <summary>Registering.</summary>
    Registration,

    /// <summary>Asking for a mail to choose a new password, and choosing it.</summary>
    PasswordReset,
}

/// <summary>Posts per minute and address (section <c>RateLimits</c> of the settings). Generous: a school behind one address must get in.</summary>
internal sealed class RateLimitSettings
{
    public const string Section = "RateLimits";

    public int SignInsPerMinute { get; set; } = 120;

    public int RegistrationsPerMinute { get; set; } = 60;

    public int PasswordResetsPerMinute { get; set; } = 30;

    public static bool IsValid(RateLimitSettings settings) => Math.Min(settings.SignInsPerMinute, Math.Min(settings.RegistrationsPerMinute, settings.PasswordResetsPerMinute)) > 0;

    public int PerMinute(LimitedPost kind) => kind switch
    {
        LimitedPost.SignIn => SignInsPerMinute,
        LimitedPost.Registration => RegistrationsPerMinute,
        _ => PasswordResetsPerMinute,
    };
}

/// <summary>Counts the posts.</summary>
internal sealed class PostLimiter(IOptions<RateLimitSettings> settings) : IDisposable
{
    private readonly PartitionedRateLimiter<(LimitedPost Kind, IPAddress? From)> _limiter = PartitionedRateLimiter.Create<(LimitedPost Kind, IPAddress? From), (LimitedPost, IPAddress?)>(
        post => RateLimitPartition.GetSlidingWindowLimiter((post.Kind, post.From), _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = settings.Value.PerMinute(post.Kind),
            Window = TimeSpan.FromMinutes(1),
            SegmentsPerWindow = 6,
        }));

    public bool Allows(LimitedPost kind, IPAddress? from)
    {
        using var lease = _limiter.AttemptAcquire((kind, Household(from)));
        return lease.IsAcquired;
    }

    public void Dispose() => _limiter.Dispose();

    // Whoever has one IPv6 address has the whole /64.
    private static IPAddress? Household(IPAddress? address)
    {
        if (address is null || address.IsIPv4MappedToIPv6)
        {
            return address?.MapToIPv4();
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }
}
