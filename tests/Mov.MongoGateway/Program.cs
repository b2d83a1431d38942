Console.WriteLine("MOV gateway");
