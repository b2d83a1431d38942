using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Mov.Web.Tests.Hosting;

/// <summary>Something in the place of a module's contract, with the real one behind it.</summary>
public abstract class StandIn : DispatchProxy
{
    protected object Real { get; private set; } = null!;

    /// <summary>Puts it there.</summary>
    protected static void Put<T, TStandIn>(IServiceCollection services, Action<TStandIn> prepare)
        where T : class
        where TStandIn : StandIn
    {
        var real = services.Last(service => service.ServiceType == typeof(T));
        services.Remove(real);
        services.Add(new ServiceDescriptor(
            typeof(T),
            provider =>
            {
                var proxy = Create<T, TStandIn>();
                var standIn = (TStandIn)(object)proxy;
                standIn.Real = real.ImplementationFactory?.Invoke(provider) ?? ActivatorUtilities.CreateInstance(provider, real.ImplementationType!);
                prepare(standIn);
                return proxy;
            },
            real.Lifetime));
    }
}
