using System.Reflection;

namespace Mov.Web.Tests.Components;

/// <summary>A service that gives set answers; asking it anything else fails the test.</summary>
public class Stub : DispatchProxy
{
    private Dictionary<string, object> _answers = [];

    /// <summary>Answers by the names of members.</summary>
    internal static T Of<T>(params (string Member, object Answer)[] answers)
        where T : class
    {
        var service = Create<T, Stub>();
        ((Stub)(object)service)._answers = answers.ToDictionary(answer => answer.Member, answer => answer.Answer, StringComparer.Ordinal);
        return service;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        _answers.TryGetValue(targetMethod!.Name, out var answer) ? answer : throw new InvalidOperationException($"Nobody should ask for {targetMethod.Name}.");
}
