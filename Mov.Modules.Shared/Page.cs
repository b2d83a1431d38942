namespace Mov.Modules.Shared;

/// <summary>One page of a list.</summary>
/// <param name="Items">What is on it, in the list's order.</param>
/// <param name="Number">The page's number, from 1.</param>
/// <param name="Size">How many items a full page has.</param>
/// <param name="Total">How many items there are on all pages.</param>
public record Page<T>(IReadOnlyList<T> Items, int Number, int Size, int Total)
{
    /// <summary>How many pages there are, at least 1.</summary>
    public int Count => Math.Max(1, (Total + Size - 1) / Size);
}
