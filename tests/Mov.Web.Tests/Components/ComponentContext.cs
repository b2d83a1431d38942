using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using Mov.Modules.Shared.Languages;

namespace Mov.Web.Tests.Components;

/// <summary>A component on its own, with what every component has: texts, in English unless a test speaks another language, and a token for forms.</summary>
public abstract class ComponentContext : BunitContext
{
    private readonly IDisposable _language = SiteLanguages.Speak(SiteLanguages.Default);

    protected ComponentContext()
    {
        Services.AddLocalization();
        Services.AddSingleton<AntiforgeryStateProvider, OneToken>();
    }

    /// <summary>Islands are rendered as parts of a page, before any circuit. Comes after all services.</summary>
    protected void RenderStill() => SetRendererInfo(new RendererInfo("Static", isInteractive: false));

    /// <summary>What is rendered until the answer is disposed of is in this language.</summary>
    protected static IDisposable Speak(string language) => SiteLanguages.Speak(language);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _language.Dispose();
        base.Dispose(disposing);
    }

    private sealed class OneToken : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken? GetAntiforgeryToken() => new("token", "__RequestVerificationToken");
    }
}
