using Microsoft.AspNetCore.Identity;
using Mov.Modules.Auth.Data;

namespace Mov.Modules.Auth.Passwords;

/// <summary>Runs the slow hash away from the requests' threads and only a few at once, so that a rush of sign-ins waits for itself and not the pages for it.</summary>
internal sealed class PasswordHashing(BcryptPasswordHasher hasher) : IDisposable
{
    // One core stays free for everything else.
    private readonly SemaphoreSlim _slots = new(Math.Max(1, Environment.ProcessorCount - 1));

    /// <summary>The hash to store for a new password.</summary>
    public Task<string> HashAsync(string password, CancellationToken cancellationToken) =>
        RunAsync(() => hasher.HashPassword(null!, password), cancellationToken);

    /// <summary>Compares a password with a stored hash; without a hash it takes as long and fails.</summary>
    public Task<PasswordVerificationResult> VerifyAsync(string? hash, string password, CancellationToken cancellationToken) => RunAsync(
        () =>
        {
            if (hash is not null)
            {
                return hasher.VerifyHashedPassword(null!, hash, password);
            }

            hasher.Pretend(password);
            return PasswordVerificationResult.Failed;
        },
        cancellationToken);

    public void Dispose() => _slots.Dispose();

    private async Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(work, cancellationToken);
        }
        finally
        {
            _slots.Release();
        }
    }
}
