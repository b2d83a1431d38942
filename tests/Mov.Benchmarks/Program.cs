using Mov.Benchmarks.Enroll;
using Mov.Benchmarks.Frame;
using Mov.Benchmarks.Messaging;
using Mov.Benchmarks.Pages;
using Mov.Testing;

try
{
    // A verb per folder. Each prints a table, then a closing line per figure, and answers 1 when a figure is short of its target.
    return args switch
    {
        ["enroll", .. var options] => await EnrollBenchmark.RunAsync(Options.Parse(options)),
        ["messaging", .. var options] => await MessagingBenchmark.RunAsync(Options.Parse(options)),
        ["pages", .. var options] => await PagesBenchmark.RunAsync(Options.Parse(options)),
        [BareKestrel.Verb, var file] => await BareKestrel.ServeAsync(file),
        _ => Usage(),
    };
}
catch (OptionException mistaken)
{
    Console.Error.WriteLine(mistaken.Message);
    return 2;
}
catch (ServerAbsentException absent)
{
    Console.Error.WriteLine(absent.Message[(absent.Message.IndexOf("MOV_", StringComparison.Ordinal))..]);
    return 2;
}

static int Usage()
{
    Console.Error.WriteLine("Usage: dotnet run -c Release --project tests/Mov.Benchmarks -- enroll|messaging|pages [--quick] [--only PART] [--SIZE NUMBER]");
    Console.Error.WriteLine("It needs the servers of ./services.sh up and the environment that it prints. docs/benchmarks.md says what is measured.");
    return 2;
}
