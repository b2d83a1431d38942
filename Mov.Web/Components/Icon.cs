using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Mov.Web.Components;

/// <summary>Drawn line icons; decoration only, so they have no name of their own. Each is written once; a page or a room has dozens of them, and none ever changes.</summary>
internal static class Icon
{
    private const int Usual = 20;

    private static readonly ConcurrentDictionary<(string Name, int Size), MarkupString> Written = new();

    private static readonly Dictionary<string, string> Shapes = new(StringComparer.Ordinal)
    {
        ["bell"] = "M6 9a6 6 0 0 1 12 0c0 6 2 7 2 8H4c0-1 2-2 2-8z M10 21h4",
        ["place"] = "M12 21s7-6.200 7-11a7 7 0 1 0-14 0c0 4.800 7 11 7 11z M14.500 10a2.500 2.500 0 1 1-5 0 2.500 2.500 0 0 1 5 0z",
        ["calendar"] = "M4 6h16v14H4z M4 10h16 M8 3v4 M16 3v4",
        ["clock"] = "M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0z M12 7v5l3 2",
        ["people"] = "M12.500 8a3.500 3.500 0 1 1-7 0 3.500 3.500 0 0 1 7 0z M2.500 20a6.500 6.500 0 0 1 13 0 M16 5a3.500 3.500 0 0 1 0 6.500 M18 14.500a6 6 0 0 1 3.500 5.500",
        ["search"] = "M18 11a7 7 0 1 1-14 0 7 7 0 0 1 14 0z M21 21l-5-5",
        ["check"] = "M4 12.500l5 5L20 6.500",
        ["alert"] = "M12 8v5 M12 16.500v.01 M12 3l9.500 17h-19z",
        ["info"] = "M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0z M12 11v5 M12 7.500v.01",
        ["left"] = "M15 5l-7 7 7 7",
        ["right"] = "M9 5l7 7-7 7",
        ["down"] = "M5 9l7 7 7-7",
        ["plus"] = "M12 5v14 M5 12h14",
        ["close"] = "M6 6l12 12 M18 6L6 18",
        ["chat"] = "M4 5h16v11H10l-5 4v-4H4z",
        ["download"] = "M12 4v11 M7 11l5 5 5-5 M4 20h16",
        ["person"] = "M16 8a4 4 0 1 1-8 0 4 4 0 0 1 8 0z M4 21a8 8 0 0 1 16 0",
        ["sun"] = "M16 12a4 4 0 1 1-8 0 4 4 0 0 1 8 0z M12 2v2 M12 20v2 M2 12h2 M20 12h2 M4.900 4.900l1.400 1.400 M17.700 17.700l1.400 1.400 M4.900 19.100l1.400-1.400 M17.700 6.300l1.400-1.400",
        ["moon"] = "M20 14.500A8.500 8.500 0 1 1 9.500 4a7 7 0 0 0 10.500 10.500z",
        ["auto"] = "M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0z M12 3v18 M12 8l6 0 M12 12h8 M12 16h6",
        ["list"] = "M9 6h11 M9 12h11 M9 18h11 M4.500 6v.01 M4.500 12v.01 M4.500 18v.01",
        ["edit"] = "M4 20l1-4L16 5l3 3L8 19z",
        ["key"] = "M12 15a4 4 0 1 1-8 0 4 4 0 0 1 8 0z M11 12l9-9 M16 7l3 3",
        ["pin"] = "M9 4h6 M10 4v6l-3 4h10l-3-4V4 M12 14v6",
        ["trash"] = "M5 7h14 M10 7V4h4v3 M7 7l1 13h8l1-13 M10 11v5 M14 11v5",
        ["announce"] = "M4 10v4h4l8 5V5l-8 5z M19 9.500a3.500 3.500 0 0 1 0 5 M7 14l1.500 6h3",
        ["wait"] = "M7 3h10 M7 21h10 M8 3c0 5 8 6 8 9s-8 4-8 9 M16 21c0-5-8-6-8-9s8-4 8-9",
    };

    /// <summary>An icon as SVG.</summary>
    /// <param name="name">One of bell, place, calendar, clock, people, search, check, alert, info, left, right, down, plus, close, chat, download, person, sun, moon, auto, list, edit, key, pin, trash, announce, wait.</param>
    /// <param name="size">Its width and height in CSS pixels.</param>
    /// <exception cref="KeyNotFoundException">There is no such icon.</exception>
    public static MarkupString Of(string name, int size = Usual) => Written.GetOrAdd((name, size), Write);

    private static MarkupString Write((string Name, int Size) icon) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"""
        <svg class="icon" width="{icon.Size}" height="{icon.Size}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false"><path d="{Shapes[icon.Name]}" /></svg>
        """));
}
