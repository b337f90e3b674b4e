namespace MerchantOps.Fraud.Rules.Expressions;

/// <summary>A compiled number, time (Unix seconds) or duration (seconds); NaN when missing.</summary>
internal delegate double NumberOf(scoped in RuleInputs inputs);

/// <summary>A compiled condition.</summary>
internal delegate bool TruthOf(scoped in RuleInputs inputs);

/// <summary>A compiled text, without copying it; empty when missing.</summary>
internal delegate ReadOnlySpan<char> TextOf(scoped in RuleInputs inputs);

/// <summary>A value put into words.</summary>
internal delegate string ValueOf(scoped in RuleInputs inputs);
