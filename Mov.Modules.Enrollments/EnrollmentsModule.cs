using Microsoft.Extensions.DependencyInjection;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Enrollments;

/// <summary>The one way into the module.</summary>
public static class EnrollmentsModule
{
    /// <summary>Registers what <c>Contracts</c> promises.</summary>
    public static IServiceCollection AddEnrollmentsModule(this IServiceCollection services, StorageSettings storage) => services;
}
