using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using Mov.Modules.Auth.Data;
using Mov.Modules.Shared.Languages;
using Mov.Modules.Shared.Mail;
using Mov.Modules.Shared.Outbox;
using Mov.Modules.Shared.Site;

namespace Mov.Modules.Auth.Forgotten;

/// <summary>Sends reset links to those who have an active account. The token is made here, so that it is valid for an hour from the mail on.</summary>
internal sealed class ResetMail(
    IDbContextFactory<AuthDbContext> contexts,
    ResetTokens tokens,
    ILookupNormalizer normalizer,
    IMailSender mail,
    IOptions<SiteSettings> site,
    IStringLocalizer<AuthTexts> t) : IIntegrationEventHandler<PasswordResetRequested>
{
    public async Task HandleAsync(IReadOnlyList<Delivery<PasswordResetRequested>> deliveries, CancellationToken cancellationToken)
    {
        // Who pressed the button three times gets one mail.
        foreach (var normalized in deliveries.Select(delivery => normalizer.NormalizeEmail(delivery.Event.Email)).Distinct(StringComparer.Ordinal))
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            var account = await context.Accounts.AsNoTracking()
                .SingleOrDefaultAsync(row => row.NormalizedEmail == normalized && row.IsActive != false, cancellationToken);
            if (account is not null)
            {
                await mail.SendAsync(Compose(account), cancellationToken);
            }
        }
    }

    /// <summary>In the language that the account reads.</summary>
    private MailMessage Compose(Account account)
    {
        using var language = SiteLanguages.Speak(account.Language);
        var link = site.Value.LinkTo($"/account/reset?user={account.Id}&token={Uri.EscapeDataString(tokens.Create(account))}");
        string greeting = account.FirstName is { Length: > 0 } name ? t["Hello {0},", name] : t["Hello,"];
        string lead = t["forgotten passwords happen to everyone. Choose a new one here:"];
        string choose = t["Choose a new password"];
        string rest = t["The link works once, within the next hour. If you did not ask for it, you need do nothing: your password stays as it is."];
        string farewell = t["See you soon,"];
        return new MailMessage(
            account.Email!,
            t["Choose a new password for MOV"],
            $"""
            {greeting}

            {lead}

            {link}

            {rest}

            {farewell}
            MOV
            """,
            MailPage.Of(
                SiteLanguages.Current,
                choose,
                $"""
                <p class="soft" style="margin:0 0 8px;font-size:16px;line-height:1.5;color:#565a66">{WebUtility.HtmlEncode(greeting)}</p>
                <p class="ink" style="margin:0 0 24px;font-size:16px;line-height:1.5;color:#1a1c22">{WebUtility.HtmlEncode(lead)}</p>
                {MailPage.Button(choose, link)}
                """,
                $"{WebUtility.HtmlEncode(rest)}<br>{WebUtility.HtmlEncode(farewell)} MOV"));
    }
}
