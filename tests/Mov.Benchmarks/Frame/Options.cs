using System.Globalization;

namespace Mov.Benchmarks.Frame;

/// <summary>What stands behind the verb: <c>--quick</c> for small sizes, <c>--name number</c> for a single size, <c>--only part</c> for one part of the verb.</summary>
internal sealed class Options
{
    private readonly Dictionary<string, int> _sizes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    public bool IsQuick { get; private init; }

    /// <summary>The part to run; all of them without one.</summary>
    public string? Only { get; private init; }

    /// <exception cref="OptionException">The message says which word is not understood.</exception>
    public static Options Parse(IReadOnlyList<string> words)
    {
        var (isQuick, only) = (false, (string?)null);
        Dictionary<string, int> sizes = new(StringComparer.Ordinal);
        for (var index = 0; index < words.Count; index++)
        {
            switch (words[index], index + 1 < words.Count ? words[index + 1] : null)
            {
                case ("--quick", _):
                    isQuick = true;
                    break;
                case ("--only", { } part):
                    only = part;
                    index++;
                    break;
                case (['-', '-', .. var name], { } number) when int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var size):
                    sizes[name] = size;
                    index++;
                    break;
                default:
                    throw new OptionException($"'{words[index]}' is not an option, or its value is missing.");
            }
        }

        var options = new Options { IsQuick = isQuick, Only = only };
        foreach (var (name, size) in sizes)
        {
            options._sizes.Add(name, size);
        }

        return options;
    }

    /// <summary>The size of that name: as given, else the one for quick or for full runs.</summary>
    public int Size(string name, int full, int quick)
    {
        _asked.Add(name);
        return _sizes.GetValueOrDefault(name, IsQuick ? quick : full);
    }

    /// <summary>Whether a part of the verb is to run.</summary>
    public bool Includes(string part) => Only is null || string.Equals(Only, part, StringComparison.Ordinal);

    /// <summary>To be called once every size was asked for: refuses a name that nobody knows.</summary>
    public void RefuseUnknown()
    {
        if (_sizes.Keys.FirstOrDefault(name => !_asked.Contains(name)) is { } unknown)
        {
            throw new OptionException($"There is no size '--{unknown}'. Known: {string.Join(' ', _asked.Select(name => "--" + name))}");
        }
    }
}

/// <summary>An option was not understood.</summary>
internal sealed class OptionException(string message) : Exception(message);
