using System.Reflection;
using Ardalis.Result;
using Microsoft.Extensions.DependencyInjection;

namespace Mov.Web.Tests.Hosting;

/// <summary>A module that answers Unavailable to everything that a result can say so to, or whose database throws; the rest is answered by the real one.</summary>
public class Away : StandIn
{
    public const string Sentence = "This cannot be reached at the moment. Please try again in a minute.";

    private Exception? _failure;

    /// <summary>Puts it in place of a contract.</summary>
    /// <param name="services">The application's.</param>
    /// <param name="failure">Thrown by every call instead.</param>
    public static void Replace<T>(IServiceCollection services, Exception? failure = null)
        where T : class => Put<T, Away>(services, away => away._failure = failure);

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (_failure is not null)
        {
            throw _failure;
        }

        var answer = targetMethod!.ReturnType.GenericTypeArguments.FirstOrDefault();
        var unavailable = answer?.GetMethod(nameof(Result.Unavailable), BindingFlags.Public | BindingFlags.Static, [typeof(string[])])?.Invoke(null, [new[] { Sentence }]);
        return unavailable is null
            ? targetMethod.Invoke(Real, args)
            : typeof(Task).GetMethod(nameof(Task.FromResult))!.MakeGenericMethod(answer!).Invoke(null, [unavailable]);
    }
}
