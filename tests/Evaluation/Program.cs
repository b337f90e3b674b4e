using MerchantOps.Evaluation;

return EvaluationProgram.Run(args, Console.Out, Console.Error);
