using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Mov.Modules.Auth.Contracts;
using Mov.Modules.Shared.Mail;
using Mov.Modules.Shared.Outbox;
using Mov.Modules.Shared.Storage;
using Mov.Testing;

namespace Mov.Web.Tests.Site;

/// <summary>The whole application in this process, on a home of its own, with visitors who use it through its pages and forms as a browser without JavaScript does.</summary>
public sealed class MovSite : IAsyncDisposable
{
    public const string Password = "a few quiet words";

    private readonly TestHome _home;
    private readonly Factory _factory;
    private int _people;

    private MovSite(TestHome home, Factory factory)
    {
        _home = home;
        _factory = factory;
    }

    public IServiceProvider Services => _factory.Services;

    /// <summary>Where the files are, without servers.</summary>
    public string Folder => _home.Folder;

    public MailBox Mails => _factory.Mails;

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    /// <summary>Starts the application. Skips the test where a server is needed and absent.</summary>
    /// <param name="mode">Which home.</param>
    /// <param name="environment">The host's environment; demo data is never filled.</param>
    /// <param name="settings">Settings beside those of the home.</param>
    /// <param name="replace">Registers fakes in place of what the application registered.</param>
    /// <param name="home">A home that was prepared for it; it is taken down with the site.</param>
    public static MovSite Start(
        StorageMode mode = StorageMode.Embedded,
        string environment = "Test",
        IReadOnlyDictionary<string, string?>? settings = null,
        Action<IServiceCollection>? replace = null,
        TestHome? home = null)
    {
        home ??= TestHome.Create(mode);
        var factory = new Factory(environment, settings ?? new Dictionary<string, string?>(StringComparer.Ordinal), home, replace);
        _ = factory.Server;
        return new MovSite(home, factory);
    }

    /// <summary>Somebody with an empty browser.</summary>
    public Visitor NewVisitor() => new(_factory);

    /// <summary>A bare client that keeps cookies, follows no redirect, and asks for a language.</summary>
    public HttpClient NewClient(string acceptLanguage)
    {
        var client = _factory.CreateDefaultClient(new Uri("http://localhost"), new CookieContainerHandler());
        client.DefaultRequestHeaders.Add("Accept-Language", acceptLanguage);
        return client;
    }
    /// <summary>A client that neither follows redirects nor unpacks anything.</summary>
    public HttpClient NewClient() => _factory.CreateDefaultClient(new Uri("http://localhost"));

    /// <summary>Registers somebody through the form, which also signs them in.</summary>
    public async Task<Visitor> RegisterAsync(UserRole role, CancellationToken cancellationToken, string? firstName = null, string? email = null)
    {
        var number = Interlocked.Increment(ref _people);
        var visitor = NewVisitor();
        var form = await visitor.OpenAsync("/account/register", cancellationToken);
        visitor.Email = email ?? $"person{number}@example.org";
        var welcome = await visitor.PressAsync(
            form,
            "Create account",
            cancellationToken,
            ("Email", visitor.Email),
            ("Password", Password),
            ("First name", firstName ?? $"Person{number}"),
            (role == UserRole.Organizer ? "Organize events" : "Take part in events", "yes"));
        Assert.DoesNotContain("/account/register", welcome.Path, StringComparison.Ordinal);
        return visitor;
    }

    /// <summary>Signs somebody in through the form.</summary>
    public async Task<(Visitor Visitor, SitePage Page)> SignInAsync(string email, string password, CancellationToken cancellationToken)
    {
        var visitor = NewVisitor();
        visitor.Email = email;
        var form = await visitor.OpenAsync("/account/login", cancellationToken);
        return (visitor, await visitor.PressAsync(form, "Sign in", cancellationToken, ("Email", email), ("Password", password)));
    }

    /// <summary>A signed-in admin.</summary>
    public async Task<Visitor> AdminAsync(CancellationToken cancellationToken, string email = "admin@example.org")
    {
        await using (var scope = Services.CreateAsyncScope())
        {
            var granted = await scope.ServiceProvider.GetRequiredService<IAccountAdministration>().GrantAdminAsync(email, Password, cancellationToken);
            Assert.True(granted.IsSuccess);
        }

        var (visitor, _) = await SignInAsync(email, Password, cancellationToken);
        return visitor;
    }

    /// <summary>Delivers the outboxes until all are empty, also what deliveries cause in other modules.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        int delivered;
        do
        {
            delivered = 0;
            foreach (var outbox in Services.GetServices<IOutbox>())
            {
                delivered += await outbox.DrainAsync(cancellationToken);
            }
        }
        while (delivered > 0);
    }

    public async ValueTask DisposeAsync()
    {
        await _factory.DisposeAsync();
        await _home.DisposeAsync();
    }

    private sealed class Factory(
        string environment, IReadOnlyDictionary<string, string?> settings, TestHome home, Action<IServiceCollection>? replace) : WebApplicationFactory<Program>
    {
        public MailBox Mails { get; } = new();

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseEnvironment(environment);
            builder.UseSetting("Auth:BcryptCost", "4");
            builder.UseSetting("Demo:Fill", "false");
            builder.UseSetting("Logging:LogLevel:Default", "Warning");
            foreach (var (key, value) in home.Settings.Concat(settings))
            {
                builder.UseSetting(key, value);
            }

            builder.ConfigureTestServices(services =>
            {
                services.Replace(ServiceDescriptor.Singleton<IMailSender>(Mails));
                replace?.Invoke(services);
            });
        }
    }
}
