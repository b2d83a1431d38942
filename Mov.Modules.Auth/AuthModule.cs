using FluentValidation;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Mov.Modules.Auth.Administration;
using Mov.Modules.Auth.Contracts;
using Mov.Modules.Auth.Data;
using Mov.Modules.Auth.Forgotten;
using Mov.Modules.Auth.Lookup;
using Mov.Modules.Auth.Passwords;
using Mov.Modules.Auth.Profiles;
using Mov.Modules.Auth.Register;
using Mov.Modules.Auth.SignIn;
using Mov.Modules.Shared.Outbox;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Auth;

/// <summary>The one way into the module.</summary>
public static class AuthModule
{
    /// <summary>Registers what <c>Contracts</c> promises, and keeps the keys of cookies and tokens in <c>mov_auth</c>, where every instance finds them.</summary>
    public static IServiceCollection AddAuthModule(this IServiceCollection services, StorageSettings storage)
    {
        services.AddOptions<AuthSettings>().BindConfiguration(AuthSettings.Section)
            .Validate(AuthSettings.IsValid, "Auth:BcryptCost must be a number from 4 to 16.")
            .ValidateOnStart();

        services.AddLocalization();
        services.AddModuleDatabase<AuthDbContext, AuthPostgresDbContext, AuthSqliteDbContext>(storage, "auth", DatabaseNames.Auth);
        services.AddSingleton<IMigrationObstacles<AuthDbContext>, EmailObstacles>();
        services.AddOutbox<AuthDbContext>(DatabaseNames.Auth);
        services.AddIntegrationEventHandler<PasswordResetRequested, ResetMail>();
        services.AddDataProtection().SetApplicationName("MOV").PersistKeysToDbContext<AuthDbContext>()
            // Three fifths of the work of the default, and a signed-in page seals and opens six times. Older keys say themselves how they are used.
            .UseCryptographicAlgorithms(new AuthenticatedEncryptorConfiguration { EncryptionAlgorithm = EncryptionAlgorithm.AES_256_GCM });

        services.AddValidatorsFromAssemblyContaining<AuthSettings>(ServiceLifetime.Singleton, includeInternalTypes: true);
        services.AddSingleton<ILookupNormalizer, AsciiLookupNormalizer>();
        services.AddSingleton<BcryptPasswordHasher>();
        services.AddSingleton<PasswordHashing>();
        services.AddSingleton<PasswordGuard>();
        services.AddSingleton<AccountCache>();
        services.AddSingleton<AccountChanges>();
        services.AddSingleton<ResetTokens>();

        services.AddSingleton<Registering>();
        services.AddSingleton<SigningIn>();
        services.AddSingleton<OwnAccount>();
        services.AddSingleton<ForgottenPasswords>();
        services.AddSingleton<GrantingAdmin>();

        services.AddSingleton<IAccounts, Accounts>();
        services.AddSingleton<IUserDirectory, UserDirectory>();
        // Scoped, because those who answer IAccountSuspension may be.
        services.AddScoped<IAccountAdministration, AccountAdministration>();
        return services;
    }
}
