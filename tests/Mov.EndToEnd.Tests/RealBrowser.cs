using Microsoft.Playwright;
using Mov.EndToEnd.Tests;
using Xunit.Sdk;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(RealBrowser))]
[assembly: Parallelization(Mode = ParallelMode.None)]

namespace Mov.EndToEnd.Tests;

/// <summary>One Chromium for all tests of the assembly; each person in a test has a context (cookies, storage) of their own.</summary>
public sealed class RealBrowser : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>The browser, or a skip that says why there is none.</summary>
    public IBrowser Browser => _browser ?? throw new InvalidOperationException(
        DynamicSkipToken.Value + "No Chromium: set MOV_TEST_CHROMIUM to its path, or install the package chromium.");

    public async ValueTask InitializeAsync()
    {
        var path = Environment.GetEnvironmentVariable("MOV_TEST_CHROMIUM") is { Length: > 0 } set ? set : "/usr/bin/chromium";
        if (!File.Exists(path))
        {
            return;
        }

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = path,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}
