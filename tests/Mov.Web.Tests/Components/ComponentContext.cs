using Bunit;
using Microsoft.Extensions.DependencyInjection;

namespace Mov.Web.Tests.Components;

/// <summary>A component on its own, with the texts that every component has.</summary>
public abstract class ComponentContext : BunitContext
{
    protected ComponentContext() => Services.AddLocalization();
}
