using MerchantOps.Evaluation.Tables;

namespace MerchantOps.Evaluation.Learning.Sets;

/// <summary>A set whose columns are its features.</summary>
public static class PlainSet
{
    public static LabelledSet Read(string name, SetFolder folder, string label, string? positive, params string[] drop)
    {
        var train = TableReader.Read(folder.Train, drop, label);
        var labels = new Labels(train, label, positive);
        return new LabelledSet(name, labels.Of(train), labels.Of(TableReader.Read(folder.Test, train.Features)));
    }
}
