using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Mov.Modules.Auth.Data;
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
    IOptions<SiteSettings> site) : IIntegrationEventHandler<PasswordResetRequested>
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

    private MailMessage Compose(Account account)
    {
        var link = site.Value.LinkTo($"/account/reset?user={account.Id}&token={Uri.EscapeDataString(tokens.Create(account))}");
        var greeting = account.FirstName is { Length: > 0 } name ? $"Hello {name}," : "Hello,";
        return new MailMessage(
            account.Email!,
            "Choose a new password for MOV",
            $"""
            {greeting}

            forgotten passwords happen to everyone. Choose a new one here:

            {link}

            The link works once, within the next hour. If you did not ask for it, you need
            do nothing: your password stays as it is.

            See you soon,
            MOV
            """,
            $"""
            <p>{WebUtility.HtmlEncode(greeting)}</p>
            <p>forgotten passwords happen to everyone.</p>
            <p><a href="{WebUtility.HtmlEncode(link)}">Choose a new password</a></p>
            <p>The link works once, within the next hour. If you did not ask for it, you need do nothing: your password stays as it is.</p>
            <p>See you soon,<br>MOV</p>
            """);
    }
}
