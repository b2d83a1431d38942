using Mov.Benchmarks;

return args switch
{
    ["enroll"] => await EnrollBenchmark.RunAsync(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Usage: dotnet run -c Release --project tests/Mov.Benchmarks -- enroll");
    Console.Error.WriteLine("It needs the servers of ./services.sh up and the environment that it prints.");
    return 2;
}
