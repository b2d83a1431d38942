#pragma warning disable MA0047, CA1050 // The runtime asks for exactly this name (DOTNET_STARTUP_HOOKS).
/// <summary>Run by the runtime before the program's Main: it loads this assembly, so that the host finds it by name.</summary>
internal static class StartupHook
{
    public static void Initialize() => System.Runtime.Loader.AssemblyLoadContext.Default.Resolving += (_, name) =>
        name.Name == typeof(StartupHook).Assembly.GetName().Name ? typeof(StartupHook).Assembly : null;
}
