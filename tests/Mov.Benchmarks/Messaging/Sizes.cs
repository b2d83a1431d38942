using Mov.Benchmarks.Frame;

namespace Mov.Benchmarks.Messaging;

/// <summary>How much is measured.</summary>
/// <param name="Few">Documents in the small collections.</param>
/// <param name="Many">Documents in the large ones.</param>
/// <param name="Reads">How often each query is asked.</param>
/// <param name="Audience">People who are told of one thing.</param>
/// <param name="Rounds">How often they are told, to take the middle one.</param>
/// <param name="Subscribers">People who look into one room.</param>
/// <param name="Messages">Messages that are sent there.</param>
internal sealed record Sizes(int Few, int Many, int Reads, int Audience, int Rounds, int Subscribers, int Messages)
{
    public static Sizes From(Options options) => new(
        options.Size("few", 1_000, 1_000),
        options.Size("many", 1_000_000, 20_000),
        options.Size("reads", 400, 60),
        options.Size("audience", 50_000, 5_000),
        options.Size("rounds", 5, 3),
        options.Size("subscribers", 500, 100),
        options.Size("messages", 500, 10));
}
