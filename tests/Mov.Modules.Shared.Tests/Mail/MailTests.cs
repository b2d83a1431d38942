using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using Mov.Modules.Shared.Mail;
using Mov.Modules.Shared.Storage;
using Mov.Testing;

namespace Mov.Modules.Shared.Tests.Mail;

public sealed class MailTests
{
    [Fact]
    public async Task Without_a_server_mail_is_written_to_files_with_both_parts_and_all_headers()
    {
        await using var home = TestHome.Create(StorageMode.Embedded);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(home.Settings).Build();
        await using var services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration)
            .AddSharedModule(StorageSettings.From(configuration, home.Folder, isProduction: false)).BuildServiceProvider();

        await services.GetRequiredService<IMailSender>().SendAsync(
            new MailMessage("ada@mov.example", "Grüße", "Plain text", "<p>Rich</p>", new Dictionary<string, string>(StringComparer.Ordinal) { ["List-Unsubscribe"] = "<http://localhost/off>" }),
            TestContext.Current.CancellationToken);

        var file = Assert.Single(Directory.GetFiles(Path.Combine(home.Folder, "mail")));
        Assert.EndsWith(".eml", file, StringComparison.Ordinal);
        using var mail = await MimeMessage.LoadAsync(file, TestContext.Current.CancellationToken);
        Assert.Equal("ada@mov.example", mail.To.Mailboxes.Single().Address);
        Assert.Equal("Grüße", mail.Subject);
        Assert.Equal("Plain text", mail.TextBody!.Trim());
        Assert.Equal("<p>Rich</p>", mail.HtmlBody!.Trim());
        Assert.Equal("<http://localhost/off>", mail.Headers["List-Unsubscribe"]);
    }
}
