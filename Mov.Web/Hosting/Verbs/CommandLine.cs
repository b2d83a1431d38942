using Microsoft.Extensions.Options;
using Mov.Modules.Shared.Storage;
using Mov.Web.Hosting.Start;

namespace Mov.Web.Hosting.Verbs;

/// <summary>How the program was called: with a verb, or to serve pages.</summary>
/// <param name="Verb">What to do instead of serving pages.</param>
/// <param name="Settings">The arguments that are settings (<c>--Storage:Path …</c>, <c>--urls …</c>).</param>
/// <param name="Output">Where a verb says what it did.</param>
internal sealed record CommandLine(IVerb? Verb, string[] Settings, TextWriter Output)
{
    public const int Failed = 1;
    public const int CalledWrongly = 2;

    private const string Usage =
        """
        Usage: Mov.Web [verb] [settings]

          (no verb)                                       serves the pages
          migrate [--to NAME] [--undo] [--module NAME]    brings the databases to the newest schema, or to NAME;
                                                          --undo takes the newest migration back; modules: auth, events, enrollments, messaging
          admin --email E [--password P]                  makes that account an admin, and creates it where there is none
          demo                                            fills demo data

        Settings are given as --Section:Key VALUE or as environment variables (Section__Key); see README.md.
        """;

    /// <summary>Settings of the host that have no section.</summary>
    private static readonly string[] HostSettings = ["urls", "environment", "contentRoot", "applicationName", "webroot", "http_ports", "https_ports"];

    /// <summary>Runs the program, and turns what a person must mend into one line on stderr and an exit code.</summary>
    public static async Task<int> RunAsync(string[] args, Func<CommandLine, Task<int>> run)
    {
        CommandLine call;
        try
        {
            if (args is ["--help"] or ["-h"] or ["help"])
            {
                await Console.Out.WriteLineAsync(Usage);
                return 0;
            }

            call = Parse(args);
        }
        catch (UsageException wrong)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            await Console.Error.WriteLineAsync(Usage);
            return CalledWrongly;
        }

        try
        {
            return await run(call);
        }
        catch (SettingException setting)
        {
            await Console.Error.WriteLineAsync(setting.Message);
            return CalledWrongly;
        }
        catch (OptionsValidationException setting)
        {
            await Console.Error.WriteLineAsync(string.Join(' ', setting.Failures));
            return CalledWrongly;
        }
        catch (StartException refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return Failed;
        }
        catch (IOException taken) when (taken.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            await Console.Error.WriteLineAsync(taken.Message + " Stop what uses it, or choose another address with --urls.");
            return Failed;
        }
    }

    internal static CommandLine Parse(string[] args)
    {
        List<string> settings = [];
        Dictionary<string, string?> options = new(StringComparer.OrdinalIgnoreCase);
        var name = args.FirstOrDefault() is { } first && !first.StartsWith('-') ? first : null;
        for (var index = name is null ? 0 : 1; index < args.Length; index++)
        {
            var arg = args[index];
            var hasValue = index + 1 < args.Length && !args[index + 1].StartsWith("--", StringComparison.Ordinal);
            if (IsSetting(arg, name is null))
            {
                settings.Add(arg);
                if (!arg.Contains('=', StringComparison.Ordinal) && hasValue)
                {
                    settings.Add(args[++index]);
                }
            }
            else if (name is not null && arg.StartsWith("--", StringComparison.Ordinal))
            {
                var (option, given) = arg[2..].Split('=', 2) is [var left, var right] ? (left, right) : (arg[2..], null);
                if (!options.TryAdd(option, given ?? (hasValue ? args[++index] : null)))
                {
                    throw new UsageException($"--{option} is given twice.");
                }
            }
            else
            {
                throw new UsageException($"'{arg}' is not understood.");
            }
        }

        IVerb? verb = name switch
        {
            null => null,
            "migrate" => MigrateVerb.From(new VerbOptions(name, options)),
            "admin" => AdminVerb.From(new VerbOptions(name, options)),
            "demo" => DemoVerb.From(new VerbOptions(name, options)),
            _ => throw new UsageException($"There is no verb '{name}'."),
        };
        return new CommandLine(verb, [.. settings], Console.Out);
    }

    // A host that starts the application in-process hands over its settings as --key=value.
    private static bool IsSetting(string arg, bool serving)
    {
        if (!arg.StartsWith("--", StringComparison.Ordinal))
        {
            return false;
        }

        var key = arg[2..].Split('=', 2)[0];
        return key.Contains(':', StringComparison.Ordinal)
            || HostSettings.Contains(key, StringComparer.OrdinalIgnoreCase)
            || (serving && arg.Contains('=', StringComparison.Ordinal));
    }
}

/// <summary>The program was called in a way it does not understand.</summary>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>What the program does instead of serving pages. Neither the web server nor background work runs meanwhile.</summary>
internal interface IVerb
{
    /// <returns>The exit code.</returns>
    Task<int> RunAsync(IServiceProvider services, TextWriter output);
}

/// <summary>The options of a verb; the ones that it does not take are refused.</summary>
internal sealed class VerbOptions(string verb, Dictionary<string, string?> given)
{
    public string? Value(string option) => !given.Remove(option, out var value)
        ? null
        : string.IsNullOrWhiteSpace(value) ? throw new UsageException($"--{option} needs a value.") : value;

    public bool Flag(string option) => given.Remove(option, out var value)
        && (value is null ? true : throw new UsageException($"--{option} takes no value; '{value}' is not understood."));

    public void RefuseOthers()
    {
        if (given.Keys.FirstOrDefault() is { } other)
        {
            throw new UsageException($"{verb} has no option --{other}.");
        }
    }
}
