using ArchUnitNET.Domain;
using ArchUnitNET.Fluent;
using ArchUnitNET.Loader;
using Mov.Modules.Auth;
using Mov.Modules.Enrollments;
using Mov.Modules.Events;
using Mov.Modules.Messaging;
using Mov.Modules.Shared;
using static ArchUnitNET.Fluent.ArchRuleDefinition;
using Assembly = System.Reflection.Assembly;
using Type = System.Type;

namespace Mov.Web.Tests.Architecture;

/// <summary>The dependency rule and the closed doors of the modules (design, "The house").</summary>
public sealed class HouseTests
{
    // Each may see those before it.
    private static readonly Assembly[] FromBelow =
    [
        typeof(SharedModule).Assembly, typeof(AuthModule).Assembly, typeof(EventsModule).Assembly,
        typeof(EnrollmentsModule).Assembly, typeof(MessagingModule).Assembly, typeof(Program).Assembly,
    ];

    private static readonly ArchUnitNET.Domain.Architecture House = new ArchLoader().LoadAssemblies(FromBelow).Build();

    public static TheoryData<string, string> Upward()
    {
        TheoryData<string, string> pairs = [];
        for (var low = 0; low < FromBelow.Length; low++)
        {
            for (var high = low + 1; high < FromBelow.Length; high++)
            {
                pairs.Add(FromBelow[low].GetName().Name!, FromBelow[high].GetName().Name!);
            }
        }

        return pairs;
    }

    public static TheoryData<Type> Modules() => [typeof(AuthModule), typeof(EventsModule), typeof(EnrollmentsModule), typeof(MessagingModule)];

    [Theory]
    [MemberData(nameof(Upward))]
    public void Dependencies_run_one_way(string lower, string higher) =>
        Holds(Types().That().ResideInAssembly(Named(lower)).Should().NotDependOnAny(Types().That().ResideInAssembly(Named(higher))).WithoutRequiringPositiveResults());

    [Theory]
    [MemberData(nameof(Modules))]
    public void A_module_shows_its_contracts_and_its_one_way_in_and_nothing_else(Type module) =>
        // A nested type is seen by those only who see the type around it.
        Holds(Inside(module).And().AreNotNested().Should().NotBePublic());

    [Theory]
    [MemberData(nameof(Modules))]
    public void Pages_and_other_modules_see_a_module_through_its_contracts_only(Type module) =>
        Holds(Types().That().DoNotResideInAssembly(module.Assembly).Should().NotDependOnAny(Inside(module)));

    private static ArchUnitNET.Fluent.Syntax.Elements.Types.GivenTypesConjunction Inside(Type module) =>
        Types().That().ResideInAssembly(module.Assembly)
            .And().DoNotResideInNamespace(module.Namespace + ".Contracts")
            .And().AreNot(module);

    private static Assembly Named(string name) => FromBelow.Single(assembly => assembly.GetName().Name == name);

    private static void Holds(IArchRule rule) =>
        Assert.Empty(rule.Evaluate(House).Where(result => !result.Passed).Select(result => result.Description));
}
