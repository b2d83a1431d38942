using Ardalis.Result;
using Microsoft.Extensions.Localization;
using Mov.Modules.Auth.Contracts;
using Mov.Modules.Messaging.Contracts;
using Mov.Modules.Messaging.Data;

namespace Mov.Modules.Messaging.Notifications.Preferences;

internal sealed class NotificationPreferences(
    IPreferenceStore preferences, ChannelChoices choices, UnsubscribeTokens tokens, IUserDirectory users, IStringLocalizer<MessagingTexts> texts, TimeProvider time) : INotificationPreferences
{
    private string Away => texts["Notifications cannot be reached at the moment. Please try again in a minute."];

    public Task<Result<IReadOnlyList<NotificationPreference>>> ListAsync(int userId, CancellationToken cancellationToken) =>
        StoreAnswers.OrUnavailableAsync<IReadOnlyList<NotificationPreference>>(Away, async () =>
        {
            if (await users.FindAsync(userId, cancellationToken) is not { } user)
            {
                return Result<IReadOnlyList<NotificationPreference>>.NotFound();
            }

            var find = await choices.FindAsync([userId], cancellationToken);
            return NotificationKinds.All
                .Where(kind => kind.Role is null || kind.Role == user.Role)
                .Select(kind => new NotificationPreference(kind.Type, find(userId, kind.Type), kind.Default, kind.Offered))
                .ToList();
        });

    public async Task<Result> SaveAsync(int userId, IReadOnlyDictionary<string, NotificationChannels> chosen, CancellationToken cancellationToken)
    {
        ValidationError[] wrong = [.. chosen
            .Where(choice => NotificationKinds.Find(choice.Key)?.Offered.Contains(choice.Value) is not true)
            .Select(choice => new ValidationError(choice.Key, texts["Choose one of the ways that are offered."]))];
        if (wrong.Length > 0)
        {
            return Result.Invalid(wrong);
        }

        try
        {
            await preferences.SaveAsync(userId, chosen, time.UtcMilliseconds(), cancellationToken);
            return Result.Success();
        }
        catch (StoreUnavailableException)
        {
            return Result.Unavailable(Away);
        }
    }

    public Task<Result<UnsubscribeOffer>> FindOfferAsync(string? token, CancellationToken cancellationToken) => WithTokenAsync(token, async (userId, type) =>
    {
        var inForce = await choices.FindAsync([userId], type, cancellationToken);
        return new UnsubscribeOffer(type, !inForce(userId).HasFlag(NotificationChannels.Email));
    });

    public Task<Result<UnsubscribeOffer>> UnsubscribeAsync(string? token, CancellationToken cancellationToken) => WithTokenAsync(token, async (userId, type) =>
    {
        var inForce = (await choices.FindAsync([userId], type, cancellationToken))(userId);
        if (inForce.HasFlag(NotificationChannels.Email))
        {
            Dictionary<string, NotificationChannels> chosen = new(StringComparer.Ordinal) { [type] = inForce & ~NotificationChannels.Email };
            await preferences.SaveAsync(userId, chosen, time.UtcMilliseconds(), cancellationToken);
        }

        return new UnsubscribeOffer(type, IsEnded: true);
    });

    private async Task<Result<UnsubscribeOffer>> WithTokenAsync(string? token, Func<int, string, Task<UnsubscribeOffer>> act) =>
        tokens.Read(token) is (var userId, var type) && NotificationKinds.Find(type) is not null
            ? await StoreAnswers.OrUnavailableAsync(Away, async () => Result.Success(await act(userId, type)))
            : Result<UnsubscribeOffer>.NotFound(texts["This link is not valid."]);
}
