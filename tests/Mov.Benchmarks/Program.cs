Console.WriteLine("MOV benchmarks");
