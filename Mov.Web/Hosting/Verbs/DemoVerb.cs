using Mov.Modules.Shared.Storage;
using Mov.Web.Hosting.Demo;
using Mov.Web.Hosting.Start;

namespace Mov.Web.Hosting.Verbs;

/// <summary>Fills demo data.</summary>
internal sealed record DemoVerb : IVerb
{
    public static DemoVerb From(VerbOptions options)
    {
        options.RefuseOthers();
        return new DemoVerb();
    }

    public async Task<int> RunAsync(IServiceProvider services, TextWriter output)
    {
        await StoragePreparation.RefuseOutdatedAsync(services.GetServices<IModuleDatabase>());
        await output.WriteLineAsync(await DemoData.FillAsync(
            services.GetRequiredService<IConfiguration>(), services.GetRequiredService<StorageSettings>(), CancellationToken.None));
        return 0;
    }
}
