using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Mov.Web.Tests.Hosting;

/// <summary>A module as it is, that remembers which of its operations were asked for.</summary>
public class Counting : StandIn
{
    private ConcurrentQueue<string> _calls = null!;

    /// <summary>Puts it in place of a contract.</summary>
    /// <param name="services">The application's.</param>
    /// <param name="calls">Where the names of the operations go.</param>
    public static void Replace<T>(IServiceCollection services, ConcurrentQueue<string> calls)
        where T : class => Put<T, Counting>(services, counting => counting._calls = calls);

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        _calls.Enqueue(targetMethod!.Name);
        return targetMethod.Invoke(Real, args);
    }
}
