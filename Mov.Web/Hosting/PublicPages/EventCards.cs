using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Caching.Memory;
using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Events.Contracts;
using Mov.Web.Pages.Events;

namespace Mov.Web.Hosting.PublicPages;

/// <summary>The cards of events as HTML. A card looks the same to everyone who reads the same language: it is rendered once, and again when what it shows changed.</summary>
internal sealed class EventCards(IServiceScopeFactory scopes, ILoggerFactory loggers) : IDisposable
{
    private const int KeptBytes = 32 * 1024 * 1024;
    private const int BytesOfACharacter = sizeof(char);
    private const int BytesOfACard = 512;

    private static readonly TimeSpan Unasked = TimeSpan.FromMinutes(10);

    private readonly MemoryCache _cards = new(new MemoryCacheOptions { SizeLimit = KeptBytes });

    /// <summary>The cards of these events, in their order.</summary>
    public async Task<IReadOnlyList<MarkupString>> RenderAsync(IReadOnlyList<EventDetails> meetings, IReadOnlyDictionary<int, SeatCount> seats)
    {
        var language = CultureInfo.CurrentUICulture.Name;
        var cards = new MarkupString[meetings.Count];
        List<int>? missing = null;
        for (var place = 0; place < cards.Length; place++)
        {
            if (_cards.TryGetValue(KeyOf(place), out MarkupString kept))
            {
                cards[place] = kept;
            }
            else
            {
                (missing ??= []).Add(place);
            }
        }

        if (missing is not null)
        {
            await using var scope = scopes.CreateAsyncScope();
            await using var renderer = new HtmlRenderer(scope.ServiceProvider, loggers);
            await renderer.Dispatcher.InvokeAsync(async () =>
            {
                foreach (var place in missing)
                {
                    var card = await renderer.RenderComponentAsync<EventCard>(ParameterView.FromDictionary(new Dictionary<string, object?>
                    {
                        [nameof(EventCard.Meeting)] = meetings[place],
                        [nameof(EventCard.Seats)] = seats.GetValueOrDefault(meetings[place].Id),
                    }));
                    cards[place] = Keep(KeyOf(place), card.ToHtmlString());
                }
            });
        }

        return cards;

        Key KeyOf(int place) => new(language, meetings[place], seats.GetValueOrDefault(meetings[place].Id));
    }

    public void Dispose() => _cards.Dispose();

    private MarkupString Keep(Key key, string html) => _cards.Set(key, (MarkupString)html, new MemoryCacheEntryOptions
    {
        Size = BytesOfACard + (BytesOfACharacter * (html.Length + (key.Meeting.Description?.Length ?? 0))),
        SlidingExpiration = Unasked,
    });

    /// <summary>Everything that a card is made of.</summary>
    private sealed record Key(string Language, EventDetails Meeting, SeatCount? Seats);
}
