using Ardalis.Result;

namespace Mov.Modules.Messaging.Data;

/// <summary>A store cannot be reached, or was found away a moment ago.</summary>
internal sealed class StoreUnavailableException(string database, Exception? reason = null)
    : Exception($"{database} cannot be reached.", reason);

/// <summary>Turns an absent store into an answer that a page can show.</summary>
internal static class StoreAnswers
{
    /// <summary>The answer of <paramref name="ask"/>, or Unavailable with <paramref name="sentence"/>.</summary>
    public static async Task<Result<T>> OrUnavailableAsync<T>(string sentence, Func<Task<Result<T>>> ask)
    {
        try
        {
            return await ask();
        }
        catch (StoreUnavailableException)
        {
            return Result<T>.Unavailable(sentence);
        }
    }
}
