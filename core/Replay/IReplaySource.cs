namespace MerchantOps.Replay;

/// <summary>Reads a public data set as canonical events. Stateless and thread-safe.</summary>
public interface IReplaySource
{
    /// <summary>As in <c>--format</c>.</summary>
    string Format { get; }

    /// <summary>
    /// The events of all files in order of time. Nothing is read before the enumeration, which streams where the format allows it;
    /// enumerating again reads again.
    /// </summary>
    /// <param name="files">Plain or gzipped CSV, in any order.</param>
    /// <exception cref="System.ComponentModel.DataAnnotations.ValidationException">An option is out of its range.</exception>
    /// <exception cref="Errors.InvalidInputException">
    /// While enumerating: a file cannot be read or misses a column, or a row is wrong; the message names the file, the row and the column.
    /// </exception>
    ReplayedEvents Read(IReadOnlyList<string> files, ReplayOptions options);
}
