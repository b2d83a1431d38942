using System.Collections.Frozen;

namespace Mov.Web.Covers;

/// <summary>Three colors of a cover: the ground and two for the shapes on it.</summary>
internal sealed record CoverPalette(string Ground, string First, string Second)
{
    private static readonly FrozenDictionary<string, CoverPalette> ByCategory = new Dictionary<string, CoverPalette>(StringComparer.Ordinal)
    {
        ["workshop"] = new("#f3b562", "#f06060", "#5c4b51"),
        ["meetup"] = new("#8cbeb2", "#f2ebbf", "#f3725e"),
        ["conference"] = new("#264653", "#e9c46a", "#2a9d8f"),
        ["concert"] = new("#6c5ce7", "#fd79a8", "#2d1e4f"),
        ["festival"] = new("#ffbe0b", "#ff006e", "#3a0ca3"),
        ["talk"] = new("#3d5a80", "#e0fbfc", "#ee6c4d"),
        ["sports"] = new("#2ec4b6", "#e8f9f2", "#ff9f1c"),
        ["community"] = new("#a7c957", "#f2e8cf", "#bc4749"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly CoverPalette[] Others =
    [
        new("#577590", "#f9c74f", "#f94144"),
        new("#cdb4db", "#ffc8dd", "#5e548e"),
        new("#1d3557", "#a8dadc", "#e63946"),
        new("#84a59d", "#f7ede2", "#f28482"),
    ];

    /// <summary>The palette of a category; one that the settings do not know gets one of a few others, always the same.</summary>
    public static CoverPalette Of(string category) =>
        ByCategory.TryGetValue(category, out var palette) ? palette : Others[category.Sum(letter => letter) % Others.Length];
}
