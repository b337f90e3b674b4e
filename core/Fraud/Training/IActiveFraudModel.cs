namespace MerchantOps.Fraud.Training;

/// <summary>The models in use now. Thread-safe; either changes between two calls, so read it once per decision.</summary>
public interface IActiveFraudModel
{
    /// <summary>The one that decides; null until one has proven itself.</summary>
    FraudModel? Current { get; }

    /// <summary>One that scores beside it without deciding; null when none does.</summary>
    FraudModel? Shadow { get; }

    /// <summary>Looks whether another instance has changed either; at most every few seconds, otherwise returns at once.</summary>
    Task RefreshAsync(CancellationToken ct);
}
